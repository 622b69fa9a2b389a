namespace Dashboard.Web.Pages.Models;

/// <summary>The commands that lead from nothing to a route that serves.</summary>
internal static class FirstRoute
{
    private const string Head = "-H \"x-api-key: $KEY\" -H 'content-type: application/json'";

    public static IReadOnlyList<string> Commands(string baseUri) =>
    [
        "KEY=$(./dev keys create --scopes admin,deploy)",
        $$"""curl {{baseUri}}api/connections {{Head}} -d '{"name":"openai","base_url":"https://api.openai.com/v1","api_key_env":"OPENAI_API_KEY"}'""",
        $$"""curl {{baseUri}}api/models/gus/versions {{Head}} -d '{"version":"v1","provider":"openai-compatible","connection":"openai","upstream_model":"gpt-4o-mini"}'""",
        $$"""curl -X PUT {{baseUri}}api/routes/gus {{Head}} -d '{"model":"gus","split":[{"version":"v1","weight":100}]}'""",
    ];
}
