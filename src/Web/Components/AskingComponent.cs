using Microsoft.AspNetCore.Components;
using Npgsql;

namespace Dashboard.Web.Components;

/// <summary>A part of a page that asks the database when told to: it stops when it closes, and says when none answers.</summary>
public abstract class AskingComponent : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _closing = new();

    /// <summary>Ends with the page.</summary>
    protected CancellationToken Closing => _closing.Token;

    /// <summary>Why the last question has no answer; null where it has one.</summary>
    protected string? Failure { get; private set; }

    public void Dispose()
    {
        _closing.Cancel();
        _closing.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Asks; a database that is away becomes the <see cref="Failure"/>, a page that closes becomes nothing.</summary>
    protected async Task TryAsync(Func<Task> ask)
    {
        try
        {
            await ask();
            Failure = null;
        }
        catch (Exception failure) when (failure is NpgsqlException or TimeoutException)
        {
            Failure = $"The database does not answer: {failure.Message}";
        }
        catch (OperationCanceledException) when (_closing.IsCancellationRequested)
        {
        }
    }
}
