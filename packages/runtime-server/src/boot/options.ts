import type { Finding } from '@ssot/contract'
import type { PushPlan } from '../data/index.ts'

/** How a server starts; what the application is stands in the configuration. */
export interface BootOptions {
  /** Development: the embedded database follows the schema, and the developer is signed in. Default: NODE_ENV is not `production`. */
  readonly development?: boolean
  /** Folder that relative paths are relative to. Default: the working directory. */
  readonly cwd?: string
  /**
   * What to do where the database does not fit the schema. `embedded`: change an embedded one, refuse one named by a URL (the default in development);
   * `always`: change it; `never`: refuse (the default in production); a function is asked with the plan.
   */
  readonly push?: 'embedded' | 'always' | 'never' | ((plan: PushPlan) => Promise<boolean>)
  /** Whether a change that loses data is made; a function is asked with what would be lost. Default: false. */
  readonly acceptDataLoss?: boolean | ((losses: string) => Promise<boolean>)
  /** Whether the stand-alone UI is served at `/app`. Default: true. */
  readonly ui?: boolean
  /** Default: `warn`, or the configuration's. */
  readonly logLevel?: string
  /** Gets every warning of the boot. Default: one line each on standard error. */
  readonly onFinding?: (finding: Finding) => void
  /** The environment before `.env`; given by a process that is the application's alone, in which what `.env` adds is then set too. */
  readonly environment?: Readonly<Record<string, string | undefined>>
  /** Watch the sources and swap the registry when they change. Default: false. */
  readonly watch?: WatchListener
}

/** Told what became of a change while watching. */
export interface WatchListener {
  /** The new registry serves; `changed` names the files. */
  swapped(changed: readonly string[], elapsedMs: number): void
  /** The old registry goes on serving. */
  refused(findings: readonly Finding[]): void
}
