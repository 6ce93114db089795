/** Whether the engine has something to fill in: a value of another resource, say. */
export function hasTokens(value: object): boolean {
  return JSON.stringify(value).includes('TfToken[');
}
