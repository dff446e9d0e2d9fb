/** Access to what the user whom the path names owns. */
export const ownerInPath = {
  audience: 'owner',
  of: (input: { readonly params: { readonly user_id: string } }) => ({
    userId: input.params.user_id,
  }),
} as const;

/** The same, where the path names them by their email. */
export const emailInPath = {
  audience: 'owner',
  of: ({ params }: { readonly params: { readonly email: string } }) => ({ email: params.email }),
} as const;
