import type { Annotation } from './annotations/annotation.ts'

/** Annotations grouped once by the place they speak of. */
export interface AnnotationIndex {
  ofModel(model: string): readonly Annotation[]
  ofField(model: string, field: string): readonly Annotation[]
}

/** Groups annotations by model and by field. */
export function indexAnnotations(annotations: readonly Annotation[]): AnnotationIndex {
  const groups = new Map<string, Annotation[]>()
  for (const annotation of annotations) {
    const place = placeOf(annotation)
    groups.set(place, [...(groups.get(place) ?? []), annotation])
  }
  return {
    ofModel: (model) => groups.get(model) ?? [],
    ofField: (model, field) => groups.get(`${model}.${field}`) ?? [],
  }
}

function placeOf(annotation: Annotation): string {
  return annotation.scope === 'model' ? annotation.model : `${annotation.model}.${annotation.field ?? ''}`
}

/** Whether an annotation of this name is there. */
export function has(annotations: readonly Annotation[], name: string): boolean {
  return annotations.some((annotation) => annotation.name === name)
}

/** The text of an annotation's first argument, or of a named one. */
export function textOf(annotations: readonly Annotation[], name: string, key?: string): string | undefined {
  const annotation = annotations.findLast((candidate) => candidate.name === name)
  const value = key === undefined ? annotation?.args[0] : annotation?.named[key]
  return typeof value === 'string' ? value : undefined
}
