import { Lazy } from '../../core/engine';

/**
 * A Terraform expression as a value that may be handed to any other resource: as plain text, its `${` would be taken for
 * text that happens to look like one.
 */
export function expression(text: string): string {
  return Lazy.stringValue({ produce: () => `\${${text}}` });
}
