namespace Dashboard.Pricing.Matching;

/// <summary>
/// The words for each provider, the canonical one first: OpenTelemetry's <c>gen_ai.provider.name</c> value where there is
/// one, then those of instrumentations, LiteLLM and genai-prices.
/// </summary>
internal static class ProviderWords
{
    public static readonly string[][] Makers =
    [
        ["openai", "text-completion-openai", "openai-chat", "openai-responses", "openai_responses", "chatopenai"],
        ["anthropic", "claude", "chatanthropic"],
        ["gcp.gemini", "gemini", "google", "google_genai", "google-generative-ai", "google.generative-ai",
            "google_generativeai", "google_ai_studio", "google-gla", "google_gla", "googleai"],
        ["mistral_ai", "mistral", "mistralai", "mistral-ai", "codestral", "text-completion-codestral"],
        ["cohere", "cohere_chat"],
        ["deepseek"],
        ["x_ai", "xai", "x-ai", "x.ai"],
        ["perplexity", "perplexity-ai"],
        ["moonshot_ai", "moonshot", "moonshotai"],
        ["alibaba_cloud", "dashscope", "alibaba"],
        ["voyage_ai", "voyage", "voyageai"],
        ["z_ai", "zai", "z-ai", "z.ai"],
        ["zhipuai", "zhipu", "bigmodel"],
        ["amazon_nova"], ["ai21"], ["minimax"], ["meta_llama"], ["jina_ai", "jina"], ["inception"], ["arcee"],
        ["typesafe"],
    ];

    public static readonly string[][] Clouds =
    [
        ["azure.ai.openai", "az.ai.openai", "azure", "azure_openai", "azure-openai", "azure_text", "azureopenai"],
        ["azure.ai.inference", "az.ai.inference", "azure_ai", "azure-ai"],
        ["aws.bedrock", "aws_bedrock", "bedrock", "bedrock_converse", "bedrock_mantle", "amazon-bedrock",
            "amazon_bedrock", "amazon.bedrock", "aws-bedrock", "aws"],
        ["gcp.vertex_ai", "google.vertex", "google-vertex", "google_vertex", "vertex_ai", "vertexai", "vertex",
            "google_vertexai", "vertex_ai_beta", "google.vertex.anthropic", "anthropic-vertex", "anthropic_vertex",
            "google-vertex-anthropic"],
        ["gcp.gen_ai"],
    ];

    public static readonly string[][] Hosts =
    [
        ["groq"], ["cerebras"], ["together_ai", "together", "togetherai", "together-ai"],
        ["fireworks_ai", "fireworks", "fireworks-ai", "fireworksai"], ["openrouter", "open-router", "open_router"],
        ["huggingface", "hugging_face", "hugging-face", "hf"], ["deepinfra", "deep_infra"],
        ["sambanova"], ["novita", "novita-ai", "novita_ai"], ["nebius"], ["hyperbolic"], ["replicate"],
        ["cloudflare", "workers-ai"], ["databricks"], ["snowflake"], ["oci"],
        ["ibm.watsonx.ai", "watsonx", "watsonx_text"], ["sagemaker"], ["github"],
        ["github_copilot", "github-copilot", "copilot"], ["vercel_ai_gateway", "vercel-ai-gateway", "vercel"],
        ["lambda_ai"], ["ovhcloud"], ["nscale"], ["scaleway"], ["gmi"], ["wandb"], ["featherless_ai", "featherless"],
        ["friendliai"], ["baseten"], ["anyscale"], ["modal"], ["avian"], ["doubleword"], ["quicksilverpro"],
        ["cursor"], ["chutes"], ["siliconflow"], ["parasail"], ["aiml"], ["publicai"], ["crusoe"], ["morph"],
        ["heroku"], ["gradient_ai"], ["volcengine"], ["requesty"], ["libertai"], ["llamagate"], ["tensormesh"],
    ];

    /// <summary>Programs that run a model on somebody's own machine: nobody sends a bill by token.</summary>
    public static readonly string[][] SelfHosted =
    [
        ["self_hosted", "self-hosted", "selfhosted", "local", "localhost", "local_model"],
        ["vllm", "hosted_vllm", "hosted-vllm", "vllm-openai"], ["ollama", "ollama_chat", "ollama-chat", "ollama.ai"],
        ["lm_studio", "lmstudio", "lm-studio"],
        ["llama.cpp", "llamacpp", "llama_cpp", "llama-cpp", "llama-cpp-python", "llama_cpp_python", "llama",
            "llama-server"],
        ["llamafile"], ["nvidia_nim", "nvidia-nim", "nvidia.nim", "nvidia", "nim"], ["sglang"],
        ["tgi", "text-generation-inference", "text_generation_inference"], ["localai", "local-ai"],
        ["xinference"], ["mlx", "mlx_lm", "mlx-lm"], ["koboldcpp"], ["gpt4all"], ["jan"], ["lmdeploy"],
        ["tensorrt_llm", "tensorrt-llm"], ["triton"], ["ray_serve", "ray-serve"], ["bentoml"], ["lemonade"],
        ["docker_model_runner", "docker-model-runner"], ["transformers"], ["petals"], ["tabby"], ["infinity"],
        ["oobabooga"], ["vllm-mlx"], ["exllama"], ["aphrodite"], ["ramalama"],
    ];

    public static readonly string[][] Relays =
    [
        ["litellm", "litellm_proxy"], ["portkey"], ["helicone"], ["langchain"], ["llamaindex", "llama_index"],
        ["openai-compatible", "openai_compatible", "openai_like", "openai-like", "custom_openai", "custom-openai"],
        ["custom"], ["proxy"], ["unknown"], ["_other"],
    ];
}
