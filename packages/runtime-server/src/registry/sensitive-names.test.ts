import { describe, expect, it } from 'vitest'
import { isSensitiveName } from './sensitive-names.ts'

describe('given a field name', () => {
  it.each(['password', 'passwordHash', 'password_hash', 'hashedPassword', 'resetPasswordToken', 'passwordResetToken', 'secret', 'apiKey', 'api_key', 'accessToken', 'refreshToken', 'githubClientSecret', 'twoFactorSecret', 'apiKeyHash', 'webhookSecret'])(
    'takes %s for a secret',
    (name) => expect(isSensitiveName(name)).toBe(true),
  )
  it.each(['title', 'passwordChangedAt', 'passwordRequired', 'passwordExpiresAt', 'secretary', 'tokens', 'key', 'passport', 'keyboard', 'hash', 'apiKeys', 'apiKeyId', 'secretNote'])(
    'takes %s for an ordinary field',
    (name) => expect(isSensitiveName(name)).toBe(false),
  )
})
