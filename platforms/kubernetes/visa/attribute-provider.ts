import type { VisaSpec } from '../../../constructs/portal/visa-spec';

/**
 * VISA's attribute provider for a site's identity map: a JavaScript module that its accounts service loads. Pure.
 *
 * Who has no user id of the facility's own range gets no id in VISA either, and is refused with 401. What it returns as
 * account parameters, a desktop finds in its metadata; those are text.
 */
export function renderAttributeProvider({ identities, home }: Pick<VisaSpec, 'identities' | 'home'>): string {
  const { user, uid, gid, minimumUid } = identities;
  const claims = JSON.stringify({ user, uid, gid }, null, 2);
  return `'use strict';

const claims = ${claims};
const minimumId = ${minimumUid};
const home = ${JSON.stringify(home)};

/** A claim as text; a list stands for its only value. */
function text(userInfo, claim) {
  const value = userInfo.get(claim);
  const single = Array.isArray(value) && value.length === 1 ? value[0] : value;
  return typeof single === 'string' || typeof single === 'number' ? String(single) : '';
}

/** A POSIX id, or null for one that belongs to the system or isn't a number. */
function posixId(userInfo, claim) {
  const id = text(userInfo, claim);
  return /^[0-9]+$/.test(id) && Number(id) >= minimumId ? id : null;
}

function userName(userInfo) {
  const name = text(userInfo, claims.user);
  return /^[a-z_][a-z0-9_-]{0,31}$/.test(name) ? name : null;
}

module.exports = {
  getUserId(userInfo) {
    const known = posixId(userInfo, claims.uid) !== null && posixId(userInfo, claims.gid) !== null;
    return known ? userName(userInfo) : null;
  },
  getUsername: userName,
  getAccountParameters(userInfo) {
    const user = userName(userInfo);
    return {
      uid: posixId(userInfo, claims.uid),
      gid: posixId(userInfo, claims.gid),
      homePath: user === null ? null : home.replaceAll('{user}', user),
    };
  },
};
`;
}
