/** The source cannot be reached or declines (down, blocked, robots, over quota): keep the last good data, try later. */
export class SourceUnavailable extends Error {
  override name = 'SourceUnavailable'
  /** When to try again, where the source said so: ISO 8601. */
  retryAt: string | null
  /** Whether the source itself declined or did not answer, so that asking it at once again would be rude. */
  declined: boolean
  constructor(
    message: string,
    options: { cause?: unknown; retryAt?: string | null; declined?: boolean } = {},
  ) {
    super(message, { cause: options.cause })
    this.retryAt = options.retryAt ?? null
    this.declined = options.declined ?? false
  }
}

/** Another process crawls the source. */
export class SourceBusy extends SourceUnavailable {
  override name = 'SourceBusy'
}

/** The source answers in a shape this platform does not know: stop the source and say so. */
export class SourceChanged extends Error {
  override name = 'SourceChanged'
}

/** The configuration is wrong: raised before the first request. */
export class ConfigError extends Error {
  override name = 'ConfigError'
}
