/** A service as users see it on a portal. Plain data. */
export interface ServiceEntry {
  /** `notebooks`. */
  readonly id: string;
  readonly title: string;
  /** One sentence for users. */
  readonly description: string;
  /** Where users go. */
  readonly url: string;
  /** Answers 200 when the service works; null when there is nothing to ask. */
  readonly healthUrl: string | null;
  /** Text of the link: `Open notebooks`. */
  readonly action: string;
}

/** Anything that a landing page can show. */
export interface ShownService {
  readonly service: ServiceEntry;
}
