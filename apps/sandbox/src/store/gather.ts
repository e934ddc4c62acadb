interface Question<Key, Answer> {
  readonly key: Key
  readonly resolve: (answer: Answer) => void
  readonly reject: (error: unknown) => void
}

const turnsMost = 8

/**
 * Lets calls that ask at the same time share a statement: whoever asks while a load is under way is part of the next one.
 * So nothing is kept, every answer is read after its question was asked, and a busy sandbox asks Postgres once for many
 * calls. `load` answers every key by its place; when it errors, each of its questions does.
 */
export const gather = <Key, Answer>(
  load: (keys: readonly Key[]) => Promise<readonly Answer[]>,
): ((key: Key) => Promise<Answer>) => {
  let questions: Question<Key, Answer>[] = []
  let isBusy = false

  const loadAll = async (): Promise<void> => {
    const asked = questions
    questions = []
    try {
      const answers = await load(asked.map(({ key }) => key))
      for (const [place, { resolve }] of asked.entries()) resolve(answers[place] as Answer)
    } catch (error) {
      for (const { reject } of asked) reject(error)
    }
    isBusy = questions.length > 0
    if (isBusy) begin()
  }
  // Calls that arrived together ask within a few turns of the event loop; a call that is alone waits for no second one.
  const begin = (turnsLeft = turnsMost): void => {
    const before = questions.length
    setImmediate(() => (questions.length > before && turnsLeft > 0 ? begin(turnsLeft - 1) : loadAll()))
  }

  return (key) =>
    new Promise((resolve, reject) => {
      questions.push({ key, resolve, reject })
      if (isBusy) return
      isBusy = true
      begin()
    })
}
