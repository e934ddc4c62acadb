/** The two organisations of every sandbox. */
export const sandboxOrganizations = {
  first: { id: '5a1f0c3e-7d42-4b6a-9c1d-0e8f2a6b4c01', name: 'Harbor Line Support' },
  second: { id: '5a1f0c3e-7d42-4b6a-9c1d-0e8f2a6b4c02', name: 'Second Street Clinic' },
} as const
