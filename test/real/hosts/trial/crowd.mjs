// Fifty people: at the federation (`crowd.mjs federation`), or as users of the facility (`crowd.mjs site`), in the form that
// add-people.py reads. ADMIN_PASSWORD and PERSON_PASSWORD are in the environment.
const { ADMIN_PASSWORD: password, PERSON_PASSWORD: own } = process.env;
const COUNT = 50;

const people = Array.from({ length: COUNT }, (_, i) => {
  const number = String(i + 1).padStart(2, '0');
  const [username, id] = [`load${number}`, `load${number}@umbrella.example`];
  return { number: i + 1, username, id, firstName: 'Load', lastName: number, email: `${username}@load.example` };
});

const REALMS = {
  federation: {
    realm: 'umbrella',
    user: ({ id }) => ({
      attributes: {
        voperson_id: [id],
        eduperson_entitlement: ['urn:geant:umbrella.example:group:proposal-4711#umbrella.example'],
      },
      credentials: [{ type: 'password', value: own }],
    }),
  },
  site: {
    realm: 'daas',
    user: ({ number, id }) => ({
      attributes: { uidNumber: [`${22_000 + number}`], gidNumber: [`${22_000 + number}`] },
      federatedIdentities: [{ identityProvider: 'umbrella', userId: id, userName: id }],
    }),
  },
};

const { realm, user } = REALMS[process.argv[2]];
const users = people.map((person) => {
  const { username, firstName, lastName, email } = person;
  return { username, firstName, lastName, email, enabled: true, emailVerified: true, ...user(person) };
});
process.stdout.write(JSON.stringify({ realm, password, users }));
