/** What can be wrong with photographs, and what reports say of them. */
export const FILE_PROBLEMS = {
  'files/quota': {
    status: 429,
    title: 'More pictures came from you today than are taken',
    remedy: 'send the rest tomorrow (UTC), or hand them to the mission in another way',
  },
  'files/not-sent': {
    status: 422,
    title: 'The report names a photograph that you did not send',
    remedy: 'send the photograph first, for the same readers: POST /api/files; then send the report again',
  },
} as const;
