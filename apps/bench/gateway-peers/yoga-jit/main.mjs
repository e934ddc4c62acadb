import { useGraphQlJit } from '@envelop/graphql-jit'
import { serve } from '../yoga/serve.mjs'

serve([useGraphQlJit()])
