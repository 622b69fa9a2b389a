using Bunit;
using Dashboard.Ui.Controls;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Dashboard.Ui.Tests.Controls;

public sealed class MudProvidersTests : ControlsContext
{
    private const string Script = "<script>alert(1)</script>";

    private MudUse Use => Services.GetRequiredService<MudUse>();

    [Fact]
    public async Task They_stand_only_while_something_uses_them()
    {
        Assert.Equal("", Above.Markup.Trim());

        var field = Render<TextInput<string>>(p => p.Add(f => f.Label, "Name"));
        Above.WaitForAssertion(() => Assert.Single(Above.FindAll(".mud-popover-provider")));
        Assert.NotEmpty(Above.FindAll("style"));

        await DisposeComponentsAsync();
        Assert.True(field.IsDisposed);
        Assert.False(Use.IsUsed);
    }

    [Fact]
    public void Two_uses_end_when_both_have_ended()
    {
        var rings = 0;
        Use.Changed += () => rings++;
        var one = Use.Begin();
        var other = Use.Begin();

        one.Dispose();
        one.Dispose();
        Assert.True(Use.IsUsed);
        other.Dispose();

        Assert.False(Use.IsUsed);
        Assert.Equal(2, rings);
    }

    [Fact]
    public async Task A_toast_is_a_status_shows_text_as_text_and_takes_the_place_of_the_one_before()
    {
        var toasts = Services.GetRequiredService<Toasts>();
        await Above.InvokeAsync(() => toasts.Say("first"));
        await Above.InvokeAsync(() => toasts.Say(Script));

        Above.WaitForAssertion(() => Assert.Contains(
            Script, Assert.Single(Above.FindAll("[role=status]")).TextContent, StringComparison.Ordinal));
        Assert.Empty(Above.FindAll("script, [role=alert]"));
    }

    [Fact]
    public async Task What_was_done_is_taken_back_from_its_toast()
    {
        var undone = 0;
        await Above.InvokeAsync(() => Services.GetRequiredService<Toasts>().Say("The view is forgotten.", () =>
        {
            undone++;
            return Task.CompletedTask;
        }));

        await ClickAsync("[role=status] button", "Undo");

        Assert.Equal(1, undone);
    }

    [Fact]
    public async Task What_is_lost_is_named_and_the_way_out_comes_first()
    {
        var losses = Services.GetRequiredService<Losses>();
        var loss = new Loss($"Revoke {Script}?", ["For good.", Script], "Revoke for good", "Keep it");
        Task<bool> asked = null!;
        await Above.InvokeAsync(() => { asked = losses.AcceptAsync(loss); });

        var dialog = Above.WaitForElement("[role=dialog]");
        Assert.Equal("true", dialog.GetAttribute("aria-modal"));
        Assert.Contains(Script, dialog.TextContent, StringComparison.Ordinal);
        Assert.Empty(Above.FindAll("script"));
        var buttons = Above.FindAll("[role=dialog] button");
        Assert.Equal(["Keep it", "Revoke for good"], buttons.Select(button => button.TextContent.Trim()));

        await ClickAsync("[role=dialog] button", "Keep it");
        Assert.False(await asked);
    }

    [Fact]
    public async Task Only_the_button_that_says_so_does_it()
    {
        Task<bool> asked = null!;
        var losses = Services.GetRequiredService<Losses>();
        await Above.InvokeAsync(() =>
        {
            asked = losses.AcceptAsync(new Loss("Erase it?", ["All of it."], "Erase for good"));
        });

        Above.WaitForElement("[role=dialog] button.solid");
        await ClickAsync("[role=dialog] button", "Erase for good");

        Assert.True(await asked);
        Above.WaitForAssertion(() => Assert.Equal("", Above.Markup.Trim()));
    }

    // Found and clicked in one turn of the renderer: a toast draws itself anew as it ages, and its buttons with it.
    private Task ClickAsync(string buttons, string text) => Above.InvokeAsync(() =>
        Above.FindAll(buttons).Single(button => button.TextContent.Trim() == text).ClickAsync(new()));
}
