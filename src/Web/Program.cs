using Dashboard.Access;
using Dashboard.Costs;
using Dashboard.Deployments;
using Dashboard.Evaluations;
using Dashboard.EventStore;
using Dashboard.Explorer;
using Dashboard.Gateway;
using Dashboard.Ingest;
using Dashboard.Ingest.Grpc;
using Dashboard.Postgres;
using Dashboard.Pricing;
using Dashboard.Quota;
using Dashboard.Telemetry;
using Dashboard.Web.Audit;
using Dashboard.Web.Health;
using Dashboard.Web.Pages;
using Dashboard.Web.Verbs;

namespace Dashboard.Web;

/// <summary>The console: which capabilities it has, in the order in which they build on each other.</summary>
public static class Program
{
    /// <summary>Runs a verb of the command line; without one, the server.</summary>
    public static Task<int> Main(string[] args) => CommandLine.RunAsync(args);

    /// <summary>The server with everything in it, not yet started.</summary>
    /// <param name="ownLogs">From which level on the console's own components write to the log.</param>
    /// <param name="settings">Settings over those of the environment, each as <c>--DASHBOARD_URL=...</c>.</param>
    public static WebApplication Build(LogLevel ownLogs, params string[] settings) =>
        Build(ownLogs, TimeProvider.System, settings);

    internal static WebApplication Build(LogLevel ownLogs, TimeProvider time, params string[] settings)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(Program).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
            Args = settings,
        });
        builder.Services.AddSingleton(time);
        builder.AddServer(ownLogs);
        builder.Services.AddPostgres(builder.Configuration);
        builder.Services.AddEventStore();
        builder.Services.AddAccess(builder.Configuration);
        builder.Services.AddPricing();
        builder.Services.AddTelemetry(builder.Configuration);
        builder.Services.AddDeployments(builder.Configuration);
        builder.Services.AddQuota();
        builder.Services.AddIngest(builder.Configuration);
        builder.Services.AddEvaluations(builder.Configuration);
        builder.Services.AddExplorer();
        builder.Services.AddCosts();
        builder.Services.AddGateway(builder.Configuration);
        builder.Services.AddAudit();
        builder.Services.AddPages();
        builder.Services.AddHealth();

        var app = builder.Build();
        app.UseServer();
        app.UseOtlpGrpc();
        app.UseEvaluations();
        app.UseAccess();
        app.MapStaticAssets();
        app.MapOpenApi("/openapi/{documentName}.json");
        app.MapHealth();
        app.MapAccess();
        app.MapPrices();
        app.MapTelemetry();
        app.MapDeployments();
        app.MapQuota();
        app.MapIngest();
        app.MapEvaluations();
        app.MapExplorer();
        app.MapCosts();
        app.MapGateway();
        app.MapAudit();
        app.MapPages().RequireAuthorization(Scopes.Policy(Scopes.Read));
        return app;
    }
}
