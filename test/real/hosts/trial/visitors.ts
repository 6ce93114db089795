import { chromium, type Browser } from 'playwright-core';
import { CHROMIUM } from '../../demo/chromium';
import { Visitor } from '../../demo/visitor';
import { NamesProxy } from './names-proxy';
import type { Trial } from './trial';

/** People with browsers, who see the site under its names. */
export class Visitors {
  public static async of(trial: Trial): Promise<Visitors> {
    // The browser goes first: where there is none, a proxy would keep the tests from ending.
    const browser = await chromium.launch(CHROMIUM);
    return new Visitors(trial, await NamesProxy.start((name) => trial.address(name)), browser);
  }

  private constructor(
    private readonly trial: Trial,
    private readonly proxy: NamesProxy,
    private readonly browser: Browser,
  ) {}

  public async arrive(name: string): Promise<Visitor> {
    const { portal, notebooks } = this.trial.names;
    const place = { portal: `https://${portal}`, notebooks: `https://${notebooks}`, password: this.trial.password };
    // The authority of a trial is in no browser's store; notebook.test.ts checks its certificates.
    return Visitor.arrive(this.browser, place, name, { proxy: { server: this.proxy.url, bypass: 'localhost' }, ignoreHTTPSErrors: true });
  }

  /** A person with a notebook that runs. */
  public async working(name: string): Promise<Visitor> {
    const visitor = await this.arrive(name);
    await visitor.openNotebooks();
    await visitor.logInAtFederation();
    await visitor.startServer();
    return visitor;
  }

  public async leave(): Promise<void> {
    await this.browser.close();
    this.proxy.stop();
  }
}
