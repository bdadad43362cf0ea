import type { GetPrismaClientConfig } from '@prisma/client/runtime/client'
import type { PrismaSchema } from './parse-schema.ts'

type CompilerLoading = NonNullable<GetPrismaClientConfig['compilerWasm']>

/** Compiled modules by provider: compiling takes longer than anything else of a client, and a module holds no state. */
const compiled = new Map<PrismaSchema['provider'], Promise<WebAssembly.Module>>()

/** How a Prisma client finds the compiler of its queries. */
export function loadQueryCompiler(provider: PrismaSchema['provider']): CompilerLoading {
  return {
    getRuntime: () => import(`@prisma/client/runtime/query_compiler_fast_bg.${provider}.mjs`),
    getQueryCompilerWasmModule: () => {
      const module = compiled.get(provider) ?? compile(provider)
      compiled.set(provider, module)
      return module
    },
    importName: './query_compiler_fast_bg.js',
  }
}

async function compile(provider: PrismaSchema['provider']): Promise<WebAssembly.Module> {
  const { wasm }: { readonly wasm: string } = await import(`@prisma/client/runtime/query_compiler_fast_bg.${provider}.wasm-base64.mjs`)
  return WebAssembly.compile(Buffer.from(wasm, 'base64'))
}
