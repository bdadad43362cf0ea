// The public doors of the server: what app code may import.
export { createSsotServer, ssotPlugin, type Listening, type SsotServer } from './boot/create-ssot-server.ts'
export { BootFailure, describeFinding, isBootFailure } from './boot/boot-failure.ts'
export type { BootOptions, WatchListener } from './boot/options.ts'
export type { Acting, ActingModel, ActingPrincipal } from './boot/act-as.ts'
export { defineConfig, defineUiConfig } from './boot/config/define-config.ts'
export type { SsotConfig, UiConfig } from './boot/config/config.ts'
export type { Registry, Model, Field, Relation } from './registry/registry.ts'
