import type { Key, Relation } from '../registry/registry.ts'
import { problemRefs } from './describe-replies.ts'
import { refTo, type Part, type Parts } from './document.ts'
import { MODEL_ROUTES, type Method, type ModelRoute, type Subject } from './route-table.ts'
import type { ModelView, OpenapiScope } from './scope.ts'
import { SERVER_ROUTES, type ServerRoute } from './server-routes.ts'

/** `get /:model/:id` is mounted; what parameters are called does not matter. */
export type IsMounted = (method: Method, path: string) => boolean

/** A route's identity: its method and its path with all parameters alike. */
export function routeKey(method: string, path: string): string {
  return `${method.toLowerCase()} ${path.replace(/:\w+/g, ':x')}`
}

/** The route of the table as it is mounted below the server's prefix. */
export function mountedPath(route: { readonly path: string; readonly inApi?: true }, base: string): string {
  return 'verb' in route || route.inApi ? `${base}${route.path}` : route.path
}

/** The paths of all operations that are mounted and that the manifest's principal may try. */
export function describePaths(scope: OpenapiScope, base: string, isMounted: IsMounted): Parts {
  const paths: Record<string, Record<string, Part>> = {}
  const add = (path: string, method: Method, operation: Part): void => void Object.assign((paths[path] ??= {}), { [method]: operation })
  const mounted = MODEL_ROUTES.filter((route) => isMounted(route.method, mountedPath(route, base)))
  const ofModels = [...scope.views.values()].flatMap((view) => mounted.flatMap((route) => together(route, subjectsOf(scope, view, route).filter(route.applies)).map((subject) => ({ route, subject }))))
  for (const { route, subject } of ofModels) add(`${base}${pathOf(route, subject)}`, route.method, describeOperation(scope, route, subject))
  for (const route of SERVER_ROUTES) if ((!route.forAdmins || scope.manifest.principal.isAdmin) && isMounted(route.method, mountedPath(route, base))) add(mountedPath(route, base), route.method, describeServerOperation(scope, route))
  return paths
}

function subjectsOf({ views }: OpenapiScope, view: ModelView, { path }: ModelRoute): readonly Subject[] {
  const subject = { view, target: view, unique: undefined, relation: undefined }
  if (path.includes('/:unique')) return otherUniques(view).map((unique) => ({ ...subject, unique }))
  if (path.includes('/:relation')) return view.relations.flatMap((relation) => related(views, subject, relation))
  return [subject]
}

// Links of all relations have the same parameters and the same answer.
function together({ path }: ModelRoute, subjects: readonly Subject[]): readonly Subject[] {
  const [first] = subjects
  if (!first || !path.includes('/:key')) return subjects
  return [{ ...first, relation: undefined, target: first.view, choices: subjects.flatMap(({ relation }) => relation?.name ?? []) }]
}

// The key has a route of its own.
function otherUniques({ model, uniques }: ModelView): readonly Key[] {
  return uniques.filter((unique) => unique.name !== model.key?.name)
}

function related(views: OpenapiScope['views'], subject: Subject, relation: Relation): readonly Subject[] {
  const target = views.get(relation.model)
  return target ? [{ ...subject, relation, target }] : []
}

function pathOf({ path }: ModelRoute, { view, unique, relation }: Subject): string {
  return path
    .replace('/:model', `/${view.model.path}`)
    .replace('/:unique', `/${unique?.name ?? ''}`)
    .replace('/:relation', relation ? `/${relation.name}` : '/:relation')
    .replace(/:(\w+)/g, '{$1}')
}

function describeOperation(scope: OpenapiScope, route: ModelRoute, subject: Subject): Part {
  const { view, unique, relation } = subject
  const parameters = [...pathParameters(route, subject), ...(route.parameters?.(scope, subject) ?? [])]
  const body = route.body?.(scope, subject)
  return {
    operationId: [view.model.name, route.verb, unique?.name ?? relation?.name].filter((part) => part !== undefined).join('.'),
    tags: [view.model.name],
    summary: route.summary(subject),
    ...(parameters.length > 0 && { parameters }),
    ...(body && { requestBody: { required: true, content: body } }),
    responses: { ...route.replies(scope, subject), ...problemRefs(route.errors) },
  }
}

function pathParameters({ path }: ModelRoute, { view, unique, choices }: Subject): readonly Part[] {
  return [
    ...(path.includes('/:id') ? [refTo('parameters', `${view.model.name}.id`)] : []),
    ...(path.includes('/:value') ? [refTo('parameters', `${view.model.name}.by.${unique?.name ?? ''}`)] : []),
    ...(choices ? [{ name: 'relation', in: 'path', required: true, schema: { enum: choices } }, refTo('parameters', 'key')] : []),
  ]
}

function describeServerOperation(scope: OpenapiScope, { operationId, summary, parameters = [], body, replies, errors }: ServerRoute): Part {
  return {
    operationId,
    tags: [SERVER_TAG],
    summary,
    ...(parameters.length > 0 && { parameters }),
    ...(body && { requestBody: { required: true, content: body(scope) } }),
    responses: { ...replies, ...(errors && problemRefs(errors)) },
  }
}

/** The tag of operations that are about no model; no model's name holds a space. */
export const SERVER_TAG = 'The server'
