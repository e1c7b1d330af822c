/** What can be wrong with a sign-in, an invitation or a member. */
export const PEOPLE_PROBLEMS = {
  'people/second-factor': {
    status: 403,
    title: 'A second factor comes first',
    remedy: 'enrol a passkey or an authenticator app under your account, then sign in with it',
  },
  'people/sign-in': {
    status: 401,
    title: 'This did not sign anyone in',
    remedy: 'look at handle and password, or ask an administrator for a new invitation',
  },
  'people/sign-in-again': {
    status: 403,
    title: 'You signed in too long ago for this',
    remedy: 'sign in again, then repeat it',
  },
  'people/wait': {
    status: 429,
    title: 'Too many attempts that failed',
    remedy:
      'wait for the seconds of Retry-After; a passkey, or a browser that signed in before, need not wait',
  },
  'people/provider': {
    status: 403,
    title: 'The provider signed nobody in here',
    remedy: 'begin again; if it stays so, ask whoever keeps your party’s provider, or an administrator',
  },
  'people/code': {
    status: 403,
    title: 'This code opens nothing',
    remedy: 'look at each letter; a code works once and for a limited time: ask for a new one',
  },
  'people/password': {
    status: 422,
    title: 'This password is too easy to guess',
    remedy: 'take a longer one, such as five words that have nothing to do with each other',
  },
  'people/form': {
    status: 422,
    title: 'This is no member as the mission has them',
    remedy: 'mend what the detail names; /api/schemas/member has the format',
  },
  'people/taken': {
    status: 409,
    title: 'Somebody has this handle',
    remedy: 'take another handle; the record never gives one away a second time',
  },
  'people/unknown': {
    status: 404,
    title: 'No member has this handle',
    remedy: 'look at the list of members',
  },
  'people/second-person': {
    status: 409,
    title: 'This needs a second person',
    remedy: 'ask somebody else who may do it to agree',
  },
  'people/not-reviewed': {
    status: 409,
    title: 'A restore brought this member back, and nobody has looked at it yet',
    remedy:
      'an administrator or head of mission says under Members that they are a member still, or ends them',
  },
  'people/first-run-over': {
    status: 409,
    title: 'The mission has its administrator',
    remedy: 'sign in, or ask an administrator to invite you',
  },
} as const;
