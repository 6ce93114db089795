import type { IConstruct } from 'constructs';
import { NAME_PATTERN, NAME_RULE } from './names';
import type { Place } from './place';
import { Problems } from './problems';

/** The checks that many constructs share; each reports a coded problem and lets the site go on. */
export class Check {
  /**
   * @param scope the construct that reports
   * @param concept prefix of the codes: `Hub` gives `HubNameInvalid`
   * @param place where in the site's file
   */
  constructor(
    private readonly scope: IConstruct,
    private readonly concept: string,
    private readonly place: Place,
  ) {}

  /** Reports a problem of the construct's own. */
  public report(
    code: string,
    prop: string,
    message: string,
    more: { place?: Place; allowed?: readonly string[]; given?: string } = {},
  ): void {
    Problems.report(this.scope, { code: `${this.concept}${code}`, prop, message, place: this.place, ...more });
  }

  /** `<Concept>NameInvalid` unless the name can be a file, service and label name. */
  public name(prop: string, name: string, place?: Place): void {
    if (!NAME_PATTERN.test(name)) {
      this.report('NameInvalid', prop, `must be ${NAME_RULE}, got '${name}'`, { ...(place && { place }) });
    }
  }

  /** `<Concept>NameTwice` for every name that occurs again. */
  public unique(prop: string, items: readonly { readonly name: string; readonly place?: Place }[]): void {
    items.forEach((item, i) => {
      if (items.findIndex((other) => other.name === item.name) !== i) {
        this.report('NameTwice', `${prop}[${i}].name`, `'${item.name}' is used more than once; names must differ`, {
          ...(item.place && { place: item.place }),
        });
      }
    });
  }

  /** `<Concept><code>` unless the value is one of the allowed ones. */
  public oneOf(code: string, prop: string, given: string, allowed: readonly string[], what: string, place?: Place): boolean {
    if (allowed.includes(given)) {
      return true;
    }
    this.report(code, prop, `${what} '${given}' is not defined`, { allowed, given, ...(place && { place }) });
    return false;
  }

  /** `<Concept>NumberInvalid` unless the number is whole and at least `min`. */
  public wholeNumber(prop: string, given: number, min: number, place?: Place): void {
    if (!Number.isInteger(given) || given < min) {
      this.report('NumberInvalid', prop, `must be a whole number of ${min} or more, got '${given}'`, { ...(place && { place }) });
    }
  }

  /** `<Concept>UrlInvalid` unless it is an https URL; plain http is for this machine's loopback only. */
  public url(prop: string, given: string, place?: Place): void {
    if (!URL.canParse(given)) {
      this.report('UrlInvalid', prop, `must be a URL, got '${given}'`, { ...(place && { place }) });
      return;
    }
    const url = new URL(given);
    const loopback = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
    if (url.protocol !== 'https:' && !(url.protocol === 'http:' && loopback)) {
      this.report('UrlNotHttps', prop, `must start with https://, got '${given}'`, { ...(place && { place }) });
    }
  }

  /** `<Concept>PathInvalid` unless it is an absolute, normal path, or one that is known at apply only. */
  public absolutePath(prop: string, given: string, place?: Place): void {
    if (!given.startsWith('${') && !/^\/(?!.*(?:\/\/|\/\.\.?(?:\/|$)))[\w./{}+-]*$/.test(given)) {
      this.report('PathInvalid', prop, `must be an absolute path without '..' and blanks, got '${given}'`, { ...(place && { place }) });
    }
  }
}
