/** Why nothing is tried on a copy; rows of the table of problems. */
export const PREVIEW_PROBLEMS = {
  'preview/too-large': {
    status: 422,
    title: 'The mission is too large to try this on a copy',
    remedy: 'write it without a preview: an undo takes a join or split back',
  },
} as const;
