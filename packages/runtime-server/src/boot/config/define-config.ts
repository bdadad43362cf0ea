import type { SsotConfig, UiConfig } from './config.ts'

/** Types the value of `ssot.config.ts`. */
export function defineConfig(config: SsotConfig): SsotConfig {
  return config
}

/** Types the value of `ssot.ui.config.ts`. */
export function defineUiConfig(config: UiConfig): UiConfig {
  return config
}
