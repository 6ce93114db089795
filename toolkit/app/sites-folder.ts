/** Folder of the sites, relative to the clone: another one where DAAS_SITES_DIR names it, for `cdktf` too. */
export function sitesFolder(): string {
  return process.env['DAAS_SITES_DIR'] ?? 'sites';
}
