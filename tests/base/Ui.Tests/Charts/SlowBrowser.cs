using Microsoft.JSInterop;

namespace Dashboard.Ui.Tests.Charts;

/// <summary>A browser that imports at once and answers <c>create</c> when the test says so.</summary>
internal sealed class SlowBrowser : IJSRuntime, IJSObjectReference
{
    public TaskCompletionSource<IJSObjectReference> Create { get; } = new();

    public async ValueTask<T> InvokeAsync<T>(string identifier, object?[]? args) => identifier switch
    {
        "import" => (T)(object)this,
        "create" => (T)await Create.Task,
        _ => default!,
    };

    public ValueTask<T> InvokeAsync<T>(string identifier, CancellationToken cancellationToken, object?[]? args) =>
        InvokeAsync<T>(identifier, args);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
