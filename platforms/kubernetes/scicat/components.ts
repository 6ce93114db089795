/** SciCat's components, and the ports that they listen on. */
export const SCICAT = {
  backend: { name: 'backend', port: 3000 },
  frontend: { name: 'frontend', port: 8080 },
  mongodb: { name: 'mongodb', port: 27017 },
} as const;

/** Secret with what the components know. */
export const SCICAT_SECRET = 'scicat';
/** Secret with the accounts of programs. */
export const ACCOUNTS_SECRET = 'scicat-accounts';
/** User of the database, whose password is in the Secret. */
export const DATABASE_USER = 'scicat';
