import { createSnapshotStore, type SnapshotStore } from '../store/snapshots.ts'
import { type Invocation, UsageError } from './command.ts'
import { confirm } from './confirm.ts'
import { formatTable } from './format-table.ts'
import { withStorage } from './with-storage.ts'

const actions = ['save', 'restore', 'remove', 'list'] as const
type Action = (typeof actions)[number]

/** Keeps, restores, removes or lists copies of all data. */
export const runSnapshot = async (invocation: Invocation): Promise<number> => {
  const [word, name = ''] = invocation.words
  const action = actions.find((each) => each === word)
  if (!action) throw new UsageError(`snapshot needs to be told what to do: ${actions.join(', ')} (see --help)`)
  if (action !== 'list' && !/^[a-z0-9_]{1,40}$/.test(name))
    throw new UsageError(`snapshot ${action} needs a name of 1 to 40 characters of a-z, 0-9 and _`)
  if (action === 'list' && name !== '') throw new UsageError(`snapshot list does not take "${name}"`)
  return withStorage(invocation, 'data', ({ db, place }) =>
    perform[action](createSnapshotStore(db), { ...invocation, name, place }),
  )
}

interface Task extends Invocation {
  readonly name: string
  readonly place: string
}

const perform: Readonly<Record<Action, (store: SnapshotStore, task: Task) => Promise<number>>> = {
  save: async (store, { name, print }) => {
    await store.take(name, new Date())
    print(`Saved ${name}`)
    return 0
  },
  restore: async (store, task) => {
    const { name, place, print, remark } = task
    const found = (await store.list()).find((snapshot) => snapshot.name === name)
    if (!found) throw noSnapshot(name)
    const since = found.dateTaken.toISOString()
    if (!(await confirm(task, `This replaces all data in ${place} by what they were at ${since}.`))) {
      remark('Nothing was changed')
      return 1
    }
    if (!(await store.restore(name))) throw noSnapshot(name)
    print(`Restored ${name}`)
    return 0
  },
  remove: async (store, { name, print }) => {
    if (!(await store.remove(name))) throw noSnapshot(name)
    print(`Removed ${name}`)
    return 0
  },
  list: async (store, { flags, print }) => {
    const snapshots = (await store.list()).map(({ name, dateTaken }) => ({ name, dateTaken: dateTaken.toISOString() }))
    if (flags.json) print(JSON.stringify(snapshots, undefined, 2))
    else
      print(
        formatTable(
          ['NAME', 'TAKEN'],
          snapshots.map(({ name, dateTaken }) => [name, dateTaken]),
        ),
      )
    return 0
  },
}

const noSnapshot = (name: string): Error => new Error(`There is no snapshot ${name}`)
