using Dashboard.Evaluations.Erasure;
using Dashboard.Evaluations.Feedback;
using Dashboard.Evaluations.Ingest;
using Dashboard.Evaluations.Langfuse;
using Dashboard.Evaluations.Scores;
using Dashboard.Postgres;
using Dashboard.Telemetry;
using Dashboard.Telemetry.Erasure;
using Dashboard.Telemetry.Reading;
using Dashboard.Telemetry.Searching;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Dashboard.Evaluations;

/// <summary>Is it good: feedback and scores.</summary>
public static class EvaluationsModule
{
    /// <summary>The tables of scores and of what they add to the rates.</summary>
    public static MigrationSet Migrations { get; } =
        new("evaluations", typeof(EvaluationsModule).Assembly, "Migrations", DatabaseRole.Telemetry);

    public static IServiceCollection AddEvaluations(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(Migrations);
        AddScores(services);
        AddLangfuse(services);
        services.AddSingleton<FeedbackLimits>();
        FeedbackEndpoint.AddCors(services);
        return services;
    }

    /// <summary>Lets browsers of other sites send feedback, and nothing else; before <c>UseAccess</c>.</summary>
    public static void UseEvaluations(this IApplicationBuilder app) => app.UseCors();

    public static IEndpointRouteBuilder MapEvaluations(this IEndpointRouteBuilder endpoints)
    {
        FeedbackEndpoint.Map(endpoints);
        LangfuseEndpoints.Map(endpoints);
        return endpoints;
    }

    private static void AddScores(IServiceCollection services)
    {
        services.AddSingleton<JoinSignal>();
        services.AddSingleton<ScoreWriter>();
        services.AddSingleton(provider => new ScoreLoader(provider.GetRequiredService<TelemetryDb>()));
        services.AddSingleton<ScoreStorage>();
        services.AddSingleton<ScoreJoiner>();
        services.AddSingleton<ScoreForgetting>();
        services.AddSingleton<ScoreRetention>();
        services.AddHostedService<ScoreJoinerLoop>();
        services.AddSingleton<IScoreRollups, ScoreRollups>();
        services.AddSingleton<ICallScores, TraceScores>();
        services.AddSingleton<IGoodAnswers, GoodAnswers>();
        services.AddSingleton<IScoredCalls, ScoredCalls>();
        services.AddSingleton<ITelemetryScores, TelemetryScores>();
        services.AddSingleton<IErasable, EvaluationErasure>();
    }

    private static void AddLangfuse(IServiceCollection services)
    {
        services.AddKeyedSingleton<JoinSignal>(ObservationLoop.Signal);
        services.AddSingleton<LangfuseStore>();
        services.AddSingleton<LangfuseIngestion>();
        services.AddSingleton<ObservationWriter>();
        services.AddHostedService<ObservationLoop>();
    }
}
