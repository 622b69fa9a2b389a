using Dashboard.Access;
using Dashboard.Postgres;
using Dashboard.Web.Health;
using Dashboard.Web.Verbs;

namespace Dashboard.Web;

/// <summary>The console: which capabilities it has, in the order in which they build on each other.</summary>
public static class Program
{
    /// <summary>Runs a verb of the command line; without one, the server.</summary>
    public static Task<int> Main(string[] args) => CommandLine.RunAsync(args);

    /// <summary>The server with everything in it, not yet started.</summary>
    public static WebApplication Build()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.AddServer();
        builder.Services.AddPostgres(builder.Configuration);
        builder.Services.AddAccess(builder.Configuration);
        builder.Services.AddHealth();

        var app = builder.Build();
        app.UseServer();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapStaticAssets();
        app.MapOpenApi("/openapi/{documentName}.json");
        app.MapHealth();
        return app;
    }
}
