import { pino } from 'pino'
import type { CleanText } from './clean-text.ts'

/** What a line is about; it stands in the line under these names. */
export interface LogFields {
  /** Id of a run of the ledger. */
  run?: number
  /** Name of a source. */
  source?: string
  /** Id of a process of the fleet. */
  worker?: string
  queue?: string
  /** Anything else that is a plain value: counts, states, days. */
  [field: string]: string | number | boolean | null | undefined
}

/** Where the processes that run for weeks say what they do. */
export interface Log {
  info(message: string, fields?: LogFields): void
  warn(message: string, fields?: LogFields): void
  /** With an error: its message, and that of its causes, its code and its stack; never what else hangs on it. */
  error(message: string, error?: unknown, fields?: LogFields): void
  /** A log whose lines are all about the same. */
  about(fields: LogFields): Log
}

export interface LogSettings {
  /** Which process it is: `serve`, `worker`, `schedule`. */
  process: string
  /** Takes every string on its way out. */
  clean: CleanText
  /** Whether a person reads it: then a line is its message alone. */
  isTerminal: boolean
  /** Takes each line, with its end. */
  write(line: string): void
}

/**
 * Makes a log: JSON lines (`time` in ISO 8601, `level`, `process`, `message`, and what the line is about), or plain
 * messages for a terminal. Every text of a line is cleaned on its way out, so no caller can forget to.
 */
export function openLog({ process, clean, isTerminal, write }: LogSettings): Log {
  if (isTerminal) return plainLog(clean, write)
  const logger = pino(
    {
      base: { process },
      messageKey: 'message',
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: level => ({ level }) },
    },
    { write },
  )
  return jsonLog(logger, clean, {})
}

function jsonLog(logger: pino.Logger, clean: CleanText, about: LogFields): Log {
  const line = (level: 'info' | 'warn' | 'error', message: string, fields: object) =>
    logger[level](fields, clean(message))
  const all = (fields: LogFields = {}) => cleanFields({ ...about, ...fields }, clean)
  return {
    info: (message, fields) => line('info', message, all(fields)),
    warn: (message, fields) => line('warn', message, all(fields)),
    error: (message, error, fields) =>
      line('error', message, {
        ...all(fields),
        ...(error === undefined ? {} : { error: plainError(error, clean) }),
      }),
    about: fields => jsonLog(logger, clean, { ...about, ...fields }),
  }
}

function plainLog(clean: CleanText, write: (line: string) => void): Log {
  const line = (message: string) => write(`${clean(message)}\n`)
  const log: Log = {
    info: line,
    warn: line,
    error: (message, error) => line(error === undefined ? message : `${message}: ${messageOf(error)}`),
    about: () => log,
  }
  return log
}

/** An error as a line of the log has it. */
interface PlainError {
  name: string
  message: string
  code?: string
  stack?: string
  cause?: PlainError
}

/** An error of PostgreSQL carries the row that it is about, one of HTTP its request with the headers: they are left out. */
function plainError(error: unknown, clean: CleanText, depth = 0): PlainError {
  if (!(error instanceof Error)) return { name: typeof error, message: clean(String(error)) }
  const { code } = error as NodeJS.ErrnoException
  return {
    name: error.name,
    message: clean(error.message),
    ...(typeof code === 'string' ? { code } : {}),
    ...(error.stack ? { stack: clean(error.stack) } : {}),
    ...(error.cause === undefined || depth === 4 ? {} : { cause: plainError(error.cause, clean, depth + 1) }),
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** Names and plain values: an object that got in by a mistake of types is not looked into. */
function cleanFields(fields: LogFields, clean: CleanText): LogFields {
  const plain = Object.entries(fields).filter(([, value]) => value === null || typeof value !== 'object')
  return Object.fromEntries(
    plain.map(([name, value]) => [name, typeof value === 'string' ? clean(value) : value]),
  )
}
