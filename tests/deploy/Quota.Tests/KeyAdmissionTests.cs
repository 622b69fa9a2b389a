using Dashboard.Events;
using Dashboard.EventStore;
using Dashboard.Postgres;
using Dashboard.Pricing;
using Dashboard.Quota.Admission;
using Dashboard.Quota.Budgets;
using Dashboard.Quota.Limits;
using Dashboard.Quota.Rates;
using Dashboard.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Dashboard.Quota.Tests;

public sealed class KeyAdmissionTests : IAsyncLifetime
{
    // At $0.15 and $0.60 per million: 100 guessed are 134 input tokens, so 20,100 + 600,000 nanodollars.
    private static readonly AdmissionRequest _request = new()
    {
        Project = ProjectId.First,
        Key = "key:k",
        Route = "gus",
        Provider = "openai",
        UpstreamModel = "gpt-4o-mini",
        At = new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero),
        EstimatedInputTokens = 100,
        MaxOutputTokens = 1_000,
    };

    private static readonly KeyBudget _cent = new(Nanodollars.FromDollars(0.01m), BudgetPeriod.Month);
    private static readonly TokenCounts _used = new() { InputUncached = 100, OutputText = 500 };
    private readonly FakeTimeProvider _time = new(_request.At);
    private readonly KeyLimitsBook _book = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dashboard-budgets-");
    private TestDatabase _database = null!;
    private KeyAdmission _admission = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(EventStoreModule.Migrations, QuotaModule.Migrations);
        var journal = new SpendJournal(_folder.FullName, NullLogger<SpendJournal>.Instance);
        var accounts = new BudgetAccounts(new BudgetBank(new DecisionsDb(_database.Source)), journal, _time);
        _admission = new KeyAdmission(_book, new KeyRates(_time), accounts, new UsageEstimates(), new PriceBooks());
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_key_without_limits_may_call_everything()
    {
        var lease = Assert.IsType<AdmissionResult.Admitted>(await AskAsync(KeyLimits.None)).Lease;

        var headers = new HeaderDictionary();
        lease.WriteHeaders(headers);
        Assert.Empty(headers);
    }

    [Fact]
    public async Task Other_routes_do_not_exist_for_a_key()
    {
        var limits = new KeyLimits { Routes = ["support"] };

        var refused = Assert.IsType<AdmissionResult.Refused>(await AskAsync(limits));

        Assert.Equal((404, "model_not_found"), (refused.Status, refused.Code));
        Assert.False(_admission.Allows(ProjectId.First, "key:k", "gus"));
        Assert.True(_admission.Allows(ProjectId.First, "key:k", "support"));
    }

    [Fact]
    public async Task A_key_that_asks_too_often_is_told_when_to_come_again()
    {
        var limits = new KeyLimits { RequestsPerMinute = 2 };
        await AskAsync(limits);
        await AskAsync(limits);

        var refused = Assert.IsType<AdmissionResult.Refused>(await AskAsync(limits));

        Assert.Equal((429, "requests", "rate_limit_exceeded"), (refused.Status, refused.Type, refused.Code));
        Assert.Equal(TimeSpan.FromSeconds(30), refused.RetryAfter);
        _time.Advance(refused.RetryAfter!.Value);
        Assert.IsType<AdmissionResult.Admitted>(await AskAsync(limits));
    }

    [Fact]
    public async Task Tokens_that_were_estimated_too_high_come_back_when_the_call_is_over()
    {
        var limits = new KeyLimits { TokensPerMinute = 2_000 };
        var first = Assert.IsType<AdmissionResult.Admitted>(await AskAsync(limits)).Lease;
        Assert.IsType<AdmissionResult.Refused>(await AskAsync(limits));

        first.Settle(Outcome(wasSent: true, _used));

        var second = Assert.IsType<AdmissionResult.Admitted>(await AskAsync(limits)).Lease;
        var headers = new HeaderDictionary();
        second.WriteHeaders(headers);
        Assert.Equal("2000", headers["x-ratelimit-limit-tokens"]);
        Assert.Equal("300", headers["x-ratelimit-remaining-tokens"]);
    }

    [Fact]
    public async Task A_budget_is_spent_by_what_calls_cost_and_not_by_what_they_might_have()
    {
        var limits = new KeyLimits { Budget = _cent };
        var calls = 0;
        while (await AskAsync(limits) is AdmissionResult.Admitted admitted)
        {
            admitted.Lease.Settle(Outcome(wasSent: true, _used));
            calls++;
        }

        // Each costs 315,000; the last must find its estimate of at most 620,100 still there.
        Assert.InRange(calls, 30, 31);
        var refused = Assert.IsType<AdmissionResult.Refused>(await AskAsync(limits));
        Assert.Equal((429, "insufficient_quota"), (refused.Status, refused.Code));
        Assert.Contains("2026-12-01T00:00:00Z", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_that_was_not_sent_costs_nothing()
    {
        var limits = new KeyLimits { Budget = _cent with { Amount = new Nanodollars(700_000) } };
        for (var i = 0; i < 5; i++)
        {
            var admitted = Assert.IsType<AdmissionResult.Admitted>(await AskAsync(limits));
            Assert.IsType<AdmissionResult.Refused>(await AskAsync(limits));
            admitted.Lease.Settle(Outcome(wasSent: false, tokens: null));
        }
    }

    [Fact]
    public async Task A_budget_refuses_what_it_cannot_count_and_says_what_to_set()
    {
        var request = _request with { UpstreamModel = "nobody-knows-this" };
        var refused = Assert.IsType<AdmissionResult.Refused>(
            await AskAsync(new KeyLimits { Budget = _cent }, request));

        Assert.Equal((403, "model_not_priced"), (refused.Status, refused.Code));
        Assert.Contains("allow_unpriced", refused.Message, StringComparison.Ordinal);
        Assert.IsType<AdmissionResult.Admitted>(
            await AskAsync(new KeyLimits { Budget = _cent, AllowUnpriced = true }, request));
        Assert.IsType<AdmissionResult.Admitted>(await AskAsync(KeyLimits.None, request));
    }

    private static AdmissionOutcome Outcome(bool wasSent, TokenCounts? tokens) => new(
        tokens,
        new PriceBooks().Current.Price("openai", "gpt-4o-mini", tokens, SpanStatus.Ok, _request.At, null),
        SpanStatus.Ok,
        wasSent);

    private ValueTask<AdmissionResult> AskAsync(KeyLimits limits, AdmissionRequest? request = null)
    {
        _book.Replace([new("k", limits)]);
        return _admission.AdmitAsync(request ?? _request, Cancel);
    }
}
