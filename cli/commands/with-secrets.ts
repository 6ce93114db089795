import type { CommandModule } from 'yargs';
import { withSecrets } from '../../toolkit/secrets/with-secrets';

interface Arguments {
  readonly site: string;
  /** What stands after `--`: options in it are the command's own. */
  readonly '--'?: string[];
}

/** `daas with-secrets`: exit code of the command. */
export const withSecretsCommand: CommandModule<object, Arguments> = {
  command: 'with-secrets <site>',
  describe: "Run a command with a site's secrets as Terraform's variables",
  builder: (yargs) =>
    yargs
      .positional('site', { type: 'string', demandOption: true, describe: 'Site: dls, or site-dls' })
      .parserConfiguration({ 'populate--': true })
      .example('$0 with-secrets dls -- npx cdktf deploy site-dls', 'Deploys a site that has Secrets on a cluster')
      .epilogue('Values are in the environment of the command only. Exit code: that of the command.'),
  handler: ({ site, '--': program }) => {
    process.exitCode = withSecrets(site, program ?? []);
  },
};
