import { Application, Comment, LogLevel, OptionDefaults, type ProjectReflection, ReflectionKind } from 'typedoc'

/** What to describe, and where to. Paths are absolute. */
export interface ReferenceOptions {
  /** The source files of the entries. */
  readonly entryPoints: readonly string[]
  readonly tsconfig: string
  /** A folder, whose contents are replaced. */
  readonly out: string
}

/**
 * Writes the reference of a package from its docstrings, a Markdown file for each entry. Rejects with what is wrong: a
 * link to nothing, a public name without a docstring. This package pins TypeScript 5.9: the generator needs a compiler
 * API that TypeScript 7 does not have.
 */
export const writeReference = async ({ entryPoints, tsconfig, out }: ReferenceOptions): Promise<void> => {
  const application = await Application.bootstrapWithPlugins({
    entryPoints: [...entryPoints],
    tsconfig,
    plugin: ['typedoc-plugin-markdown'],
    outputs: [{ name: 'markdown', path: out }],
    router: 'module',
    readme: 'none',
    githubPages: false,
    // Types are checked by TypeScript 7, whose libraries are not quite those of 5.9.
    skipErrorChecking: true,
    disableSources: true,
    hideGenerator: true,
    excludeInternal: true,
    excludePrivate: true,
    excludeExternals: true,
    blockTags: [...OptionDefaults.blockTags, '@description'],
    validation: { invalidLink: true, notDocumented: false, notExported: false },
    logLevel: LogLevel.Warn,
    groupOrder: ['Functions', 'Interfaces', 'Type Aliases', 'Classes', '*'],
    // Options of the Markdown plugin.
    ...markdownOptions,
  })
  const project = await application.convert()
  if (project === undefined) throw new Error('the API reference could not be made')
  const main = project.getChildByName('index')
  if (main !== undefined) main.name = 'core'
  describePlainly(project)
  application.validate(project)
  for (const name of undocumented(project)) application.logger.warn(`${name} has no docstring`)
  if (application.logger.hasWarnings() || application.logger.hasErrors()) {
    throw new Error('the API reference has faults; they are listed above')
  }
  await application.generateOutputs(project)
}

const markdownOptions = {
  hidePageHeader: true,
  hideBreadcrumbs: true,
  useCodeBlocks: true,
  parametersFormat: 'table',
  propertyMembersFormat: 'table',
  interfacePropertiesFormat: 'table',
  classPropertiesFormat: 'table',
  typeDeclarationFormat: 'table',
}

/** Types that are made from the contract have their texts under a tag, which would become a heading each. */
const describePlainly = (project: ProjectReflection): void => {
  for (const { comment } of Object.values(project.reflections)) {
    if (!(comment instanceof Comment)) continue
    const described = comment.getTags('@description').flatMap(({ content }) => content)
    if (described.length === 0) continue
    const before = comment.summary.length === 0 ? [] : [{ kind: 'text' as const, text: '. ' }]
    comment.summary.push(...before, ...described)
    comment.removeTags('@description')
  }
}

/** The public names that nothing is said of. What an entry passes on from another one is said there. */
const undocumented = (project: ProjectReflection): string[] => {
  const entries = project.getChildrenByKind(ReflectionKind.Module)
  const names = entries.flatMap((entry) => entry.children ?? []).filter((name) => !name.isReference())
  return names
    .filter((name) => !name.hasComment() && !name.signatures?.some((signature) => signature.hasComment()))
    .map((name) => name.getFullName())
}
