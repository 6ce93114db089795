const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/** A form with what it would send untouched. */
export interface Form {
  readonly action: string;
  readonly method: 'get' | 'post';
  readonly fields: Readonly<Record<string, string>>;
  /** Name of the field for a password; undefined without. */
  readonly password: string | undefined;
  /** Name of the field for the user's name; undefined without. */
  readonly username: string | undefined;
}

/** A page as a browser without scripts has it. */
export class Page {
  constructor(
    public readonly url: URL,
    public readonly status: number,
    public readonly headers: Headers,
    public readonly html: string,
  ) {}

  /** Addresses of all links, absolute. */
  public get links(): readonly URL[] {
    return [...this.html.matchAll(/<a\b[^>]*>/gi)].flatMap(([tag]) => {
      const href = attribute(tag, 'href');
      return href !== undefined && URL.canParse(href, this.url.href) ? [new URL(href, this.url)] : [];
    });
  }

  /** All forms. */
  public get forms(): readonly Form[] {
    return [...this.html.matchAll(/<form\b[^>]*>([\s\S]*?)<\/form>/gi)].map(([whole, inside]) => {
      const tag = /^<form\b[^>]*>/i.exec(whole)![0];
      const inputs = [...inside!.matchAll(/<input\b[^>]*>/gi)].map(([input]) => ({
        name: attribute(input, 'name') ?? '',
        type: attribute(input, 'type')?.toLowerCase() ?? 'text',
        value: attribute(input, 'value') ?? '',
      }));
      const named = inputs.filter((i) => i.name !== '' && !['submit', 'button', 'image', 'checkbox', 'radio'].includes(i.type));
      return {
        action: new URL(attribute(tag, 'action') ?? '', this.url).href,
        method: attribute(tag, 'method')?.toLowerCase() === 'post' ? 'post' : 'get',
        fields: Object.fromEntries(named.map((i) => [i.name, i.value])),
        password: named.find((i) => i.type === 'password')?.name,
        username: named.find((i) => ['text', 'email'].includes(i.type))?.name,
      };
    });
  }

  /** What people read. */
  public get text(): string {
    const visible = this.html.replace(/<(script|style|head)\b[\s\S]*?<\/\1>/gi, ' ').replace(/<[^>]+>/g, ' ');
    return decode(visible).replace(/\s+/g, ' ').trim();
  }
}

function attribute(tag: string, name: string): string | undefined {
  const found = new RegExp(`\\s${name}\\s*=\\s*("([^"]*)"|'([^']*)'|([^\\s>]+))`, 'i').exec(tag);
  return found === null ? undefined : decode(found[2] ?? found[3] ?? found[4]!);
}

function decode(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex: string, decimal: string, name: string) => {
    const code = hex !== undefined ? parseInt(hex, 16) : Number(decimal);
    return name !== undefined ? (ENTITIES[name.toLowerCase()] ?? whole) : String.fromCodePoint(code);
  });
}
