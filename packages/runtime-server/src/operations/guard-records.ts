// Owns that no operation meets a row that is not there for its caller: every query and every write passes here on its way to the database.
import type { Records } from '../data/records/records.ts'
import type { RowHooks } from '../data/records/row-hooks.ts'
import { guardAggregate, guardKey, guardQuery, guardSelection, guardTree } from '../policy/guard-query.ts'
import { guardWhere, modelOf, type Guard } from '../policy/guard-where.ts'
import { guardWrite } from '../policy/guard-write.ts'

/** The same records, of which only those are there that fulfil their model's condition. */
export function guardRecords(records: Records, guard: Guard): Records {
  const { during, actingAs } = records
  // Every member is named, so that a new one does not pass by.
  return {
    list: (query) => records.list(guardQuery(guard, query)),
    aggregate: (query) => records.aggregate(guardAggregate(guard, query)),
    group: (query) => records.group({ ...query, model: modelOf(guard, query.model), where: guardWhere(guard, query.model, query.where) }),
    count: (model, where) => records.count(modelOf(guard, model), guardWhere(guard, model, where)),
    tree: (query) => records.tree(guardTree(guard, query)),
    get: (model, key, selection) => records.get(modelOf(guard, model), guardKey(guard, model, key), guardSelection(guard, model, selection)),
    // The conditions are of rights, and ask what they mean of the row itself.
    judge: (model, where, conditions) => records.judge(modelOf(guard, model), guardWhere(guard, modelOf(guard, model), where), conditions),
    create: (data, selection) => records.create(guardWrite(guard, data, 'create'), guardSelection(guard, data.model, selection)),
    update: (key, data, options) => records.update(guardKey(guard, data.model, key), guardWrite(guard, data, 'update'), { ...options, selection: guardSelection(guard, data.model, options.selection) }),
    delete: (model, key, options) => records.delete(modelOf(guard, model), guardKey(guard, model, key), { ...options, selection: guardSelection(guard, model, options.selection) }),
    restore: (model, key, selection) => records.restore(modelOf(guard, model), guardKey({ ...guard, conditionOf: guard.restorable ?? guard.conditionOf }, model, key), guardSelection(guard, model, selection)),
    createMany: (model, rows, skipDuplicates) => records.createMany(modelOf(guard, model), rows.map((row) => guardWrite(guard, row, 'create')), skipDuplicates),
    updateMany: (data, where) => records.updateMany(guardWrite(guard, data, 'update'), guardWhere(guard, data.model, where)),
    deleteMany: (model, where) => records.deleteMany(modelOf(guard, model), guardWhere(guard, model, where)),
    hooked: (maker) => guardRecords(records.hooked({ ...maker, over: (inner) => guardHooks(maker.over(guardRecords(inner, guard)), guard) }), guard),
    ruled: (rules) => guardRecords(records.ruled(rules), guard),
    actingAs: actingAs && ((acting) => guardRecords(actingAs(acting), guard)),
    // Whoever reads them judges each.
    versions: records.versions,
    receipts: records.receipts,
    writesAlone: records.writesAlone,
    transaction: (work) => records.transaction((inner) => work(guardRecords(inner, guard))),
    ...(during && { during: (signal) => guardRecords(during(signal), guard) }),
  }
}

// What a hook has changed reaches no more than what was sent.
function guardHooks({ watches, beforeWrite, afterWrite, beforeDelete, afterDelete }: RowHooks, guard: Guard): RowHooks {
  return {
    watches,
    beforeWrite: async (write) => {
      const data = await beforeWrite(write)
      return data === write.data ? data : guardWrite(guard, data, write.before === null ? 'create' : 'update')
    },
    afterWrite,
    beforeDelete,
    afterDelete,
  }
}
