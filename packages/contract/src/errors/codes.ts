/**
 * Every error the server answers or refuses to boot with: `STAGE.NAME` to HTTP status and title.
 * SCHEMA, CONFIG, PLUGIN and DATABASE codes stop a boot and never reach a client (status 500 stands for that).
 * CLIENT codes are made by the SDK itself and are never answered.
 */
export const ERRORS = {
  'REQUEST.MALFORMED_JSON': { status: 400, title: 'The body is not valid JSON' },
  'REQUEST.MALFORMED_QUERY': { status: 400, title: 'The query is malformed' },
  'REQUEST.UNKNOWN_ARGUMENT': { status: 400, title: 'Unknown argument' },
  'REQUEST.UNKNOWN_FIELD': { status: 400, title: 'Unknown field' },
  'REQUEST.UNKNOWN_OPERATOR': { status: 400, title: 'Unknown operator' },
  'REQUEST.BAD_VALUE': { status: 400, title: 'A value does not fit its field' },
  'REQUEST.REQUIRED': { status: 400, title: 'A required value is missing' },
  'REQUEST.SERVER_OWNED': { status: 400, title: 'The server sets this field' },
  'REQUEST.FIELD_CONDITIONAL': { status: 400, title: 'The field cannot be used here' },
  'REQUEST.INVALID': { status: 400, title: 'The request is not valid' },
  'REQUEST.NO_ROUTE': { status: 404, title: 'There is no such address' },
  'REQUEST.BODY_TOO_LARGE': { status: 413, title: 'The body is too large' },
  'REQUEST.URL_TOO_LONG': { status: 414, title: 'The URL is too long' },
  'REQUEST.UNSUPPORTED_MEDIA_TYPE': { status: 415, title: 'The media type is not supported' },
  'AUTH.REQUIRED': { status: 401, title: 'Sign in to do this' },
  'AUTH.INVALID': { status: 401, title: 'The credentials are not valid' },
  'POLICY.DENIED': { status: 403, title: 'This is not allowed' },
  'DATA.NOT_FOUND': { status: 404, title: 'There is no such record' },
  'DATA.CONFLICT': { status: 409, title: 'A unique value is taken' },
  'DATA.REFERENCED': { status: 409, title: 'The record is referenced, or a reference has no target' },
  'DATA.UNAVAILABLE': { status: 503, title: 'The database is not available' },
  'DATA.OUTCOME_UNKNOWN': { status: 503, title: 'The connection was lost before the outcome was known' },
  'DATA.TIMEOUT': { status: 504, title: 'The statement took too long' },
  'LIMIT.EXCEEDED': { status: 400, title: 'A limit is exceeded' },
  'LIMIT.OVERLOADED': { status: 503, title: 'The server is busy' },
  'SCHEMA.INVALID': { status: 500, title: 'The schema has a fault' },
  'SCHEMA.ANNOTATION': { status: 500, title: 'An annotation has a fault' },
  'SCHEMA.UNSUPPORTED': { status: 500, title: 'The schema asks for something that is not supported' },
  'SCHEMA.PATH_TAKEN': { status: 500, title: 'Two models have one resource path' },
  'CONFIG.INVALID': { status: 500, title: 'The configuration has a fault' },
  'CONFIG.LOAD': { status: 500, title: 'A configuration file could not be loaded' },
  'CONFIG.DEPRECATED': { status: 500, title: 'The configuration has a key of the generator’s days' },
  'DATABASE.URL': { status: 500, title: 'The database URL is not usable' },
  'DATABASE.OPEN': { status: 500, title: 'The database could not be opened' },
  'DATABASE.DIFFERS': { status: 500, title: 'The database does not fit the schema' },
  'DATABASE.DATA_LOSS': { status: 500, title: 'The change would lose data' },
  'DATABASE.LOCKED': { status: 500, title: 'Another process is migrating the database' },
  'DATABASE.MIGRATION': { status: 500, title: 'A migration failed' },
  'CLIENT.UNREACHABLE': { status: 503, title: 'The server cannot be reached' },
  'CLIENT.UNEXPECTED_ANSWER': { status: 502, title: 'The answer is not one this client understands' },
  'INTERNAL.BUG': { status: 500, title: 'Something went wrong' },
} as const satisfies Record<string, { readonly status: number; readonly title: string }>

/** A key of the error table. */
export type ErrorCode = keyof typeof ERRORS
