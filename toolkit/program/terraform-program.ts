import { findCommand } from './find-command';

/** Terraform, or OpenTofu where that alone is there; TERRAFORM_BINARY_NAME names another, as for cdktf. */
export function terraformProgram(): string {
  return process.env['TERRAFORM_BINARY_NAME'] ?? (findCommand('terraform') === undefined ? 'tofu' : 'terraform');
}
