import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';

const MINUTE = 60_000;

/** Federations by the words of the broker's links, and their realms. */
const UMBRELLA = { link: /umbrellaid/i, realm: 'umbrella' };

/** Where the demo is; `npx daas demo up --json` prints it. */
export interface DemoAddress {
  readonly portal: string;
  readonly notebooks: string;
  readonly password: string;
}

/** A person with a browser of his own, who does what users do. */
export class Visitor {
  /** A new browser profile: no cookies of anybody else. */
  public static async arrive(browser: Browser, demo: DemoAddress, name: string, options: BrowserContextOptions = {}): Promise<Visitor> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, ...options });
    context.setDefaultTimeout(2 * MINUTE);
    return new Visitor(context, await context.newPage(), demo, name);
  }

  private programs = 0;

  private constructor(
    public readonly context: BrowserContext,
    public readonly page: Page,
    private readonly demo: DemoAddress,
    public readonly name: string,
  ) {}

  /** Opens the landing page. */
  public async openPortal(): Promise<void> {
    await this.page.goto(this.demo.portal);
  }

  /** From the landing page to the broker's log-in page. */
  public async openNotebooks(): Promise<void> {
    await this.openPortal();
    await this.page
      .getByRole('link', { name: /open notebooks/i })
      .first()
      .click();
    await this.page.waitForURL(/realms\/daas/);
  }

  /** From the broker to a federation's log-in page. */
  public async goToFederation({ link, realm } = UMBRELLA): Promise<void> {
    await this.page.getByRole('link', { name: link }).click();
    await this.page.waitForURL((url) => url.pathname.includes(`/realms/${realm}/`));
  }

  /** From the broker to the federation and back, up to wherever the broker then leads. */
  public async logInAtFederation(federation = UMBRELLA): Promise<void> {
    await this.goToFederation(federation);
    await this.giveName(this.demo.password);
    await this.page.waitForURL((url) => !url.pathname.includes(`/realms/${federation.realm}/`));
  }

  /** Gives a password that the log-in page refuses; the path of the page that says so. */
  public async refused(password: string): Promise<string> {
    await this.giveName(password);
    await this.page.getByText(/invalid username or password/i).waitFor();
    return new URL(this.page.url()).pathname;
  }

  /** At the broker itself, which asks the facility's directory. */
  public async logInWithPassword(password: string): Promise<void> {
    await this.giveName(password);
    await this.page.waitForURL((url) => !url.pathname.includes('/realms/daas/'));
  }

  /** Takes the first profile and waits for JupyterLab. */
  public async startServer(): Promise<void> {
    await this.page.waitForURL(/\/hub\/spawn|\/user\//);
    if (/\/hub\/spawn(\?|$)/.test(this.page.url())) {
      await this.page.getByRole('button', { name: /start/i }).click();
    }
    await this.page.waitForURL(/\/user\/[^/]+\/lab/);
    await this.page.locator('.jp-DirListing-item', { hasText: 'examples' }).waitFor();
  }

  /** Opens an example and runs all its cells; gives the line that its check printed. */
  public async runExample(notebook: string): Promise<string> {
    await this.runAllCells(`examples/${notebook}`);
    const check = this.page.locator('.jp-OutputArea-output pre', { hasText: /^CHECK|Error/ }).last();
    await check.waitFor({ state: 'attached', timeout: 3 * MINUTE });
    return (await check.textContent()) ?? '';
  }

  /** Runs code in a kernel of his server, and gives what it printed. */
  public async runCode(code: string, kernel = 'saxs'): Promise<string> {
    // A name of its own: JupyterLab keeps the outputs of a notebook that it has open.
    this.programs += 1;
    const file = `check-${Date.now()}-${this.programs}.ipynb`;
    await this.write(file, code, kernel);
    await this.runAllCells(file);
    const output = this.page.locator('.jp-Notebook .jp-OutputArea-output pre').first();
    await output.waitFor();
    return (await output.textContent()) ?? '';
  }

  /** Status code of the notebook server's API, with the person's cookies. */
  public async api(path: string): Promise<number> {
    return (await this.context.request.get(this.server(`api/${path}`), { maxRedirects: 0 })).status();
  }

  private async giveName(password: string): Promise<void> {
    await this.page.locator('#username').fill(this.name);
    await this.page.locator('#password').fill(password);
    await this.page.locator('#kc-login').click();
  }

  private async runAllCells(file: string): Promise<void> {
    await this.page.goto(`${this.server(`lab/tree/${file}`)}?reset`);
    await this.page.locator('.jp-Notebook .jp-CodeCell').first().waitFor();
    await this.kernelConnected(file);
    await this.page.getByRole('menuitem', { name: 'Run', exact: true }).click();
    await this.page.getByRole('menuitem', { name: 'Run All Cells', exact: true }).click();
  }

  /** JupyterLab drops, without a word, what it is told to run before its connection to the kernel stands. */
  private async kernelConnected(file: string): Promise<void> {
    for (const end = Date.now() + MINUTE; Date.now() < end;) {
      const answer = await this.context.request.get(this.server('api/sessions'));
      const sessions = (await answer.json()) as { path: string; kernel: { execution_state: string; connections: number } }[];
      const kernel = sessions.find((s) => s.path === file)?.kernel;
      if (kernel !== undefined && kernel.connections > 0 && kernel.execution_state === 'idle') {
        await this.page.locator('.jp-Notebook-ExecutionIndicator[data-status="idle"]').first().waitFor({ state: 'attached' });
        return;
      }
      await this.page.waitForTimeout(250);
    }
    throw new Error(`the kernel of ${file} did not become idle`);
  }

  private server(path: string): string {
    return `${this.demo.notebooks}/user/${this.name}/${path}`;
  }

  private async write(file: string, code: string, kernel: string): Promise<void> {
    const cell = { cell_type: 'code', id: 'a', source: code, metadata: {}, outputs: [], execution_count: null };
    const kernelspec = { name: kernel, display_name: kernel, language: 'python' };
    const content = { cells: [cell], metadata: { kernelspec }, nbformat: 4, nbformat_minor: 5 };
    const cookies = await this.context.cookies(this.server(''));
    const token = cookies.filter((c) => c.name === '_xsrf').sort((a, b) => b.path.length - a.path.length)[0]?.value ?? '';
    const url = this.server(`api/contents/${file}`);
    const status = await this.page.evaluate(
      async (put) => {
        const body = JSON.stringify({ type: 'notebook', format: 'json', content: put.content });
        return (await fetch(put.url, { method: 'PUT', headers: { 'Content-Type': 'application/json', 'X-XSRFToken': put.token }, body }))
          .status;
      },
      { url, content, token },
    );
    if (status !== 200 && status !== 201) {
      throw new Error(`writing ${file} answered ${status}`);
    }
  }
}
