/** Access to what the user whom the path names owns. */
export const ownerInPath = {
  audience: 'owner',
  of: (input: { readonly params: { readonly user_id: string } }) => ({
    userId: input.params.user_id,
  }),
} as const;
