export { ConfirmDialog } from "#ui/features/people/confirm-dialog.tsx";
export { fieldError } from "#ui/features/people/field-error.ts";
export { groupsQuery } from "#ui/features/people/queries/groups.ts";
export { rolesQuery } from "#ui/features/people/queries/roles.ts";
export { usersQuery } from "#ui/features/people/queries/users.ts";
