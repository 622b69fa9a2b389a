using Bunit;
using Dashboard.Ui.Controls;
using Xunit;

namespace Dashboard.Ui.Tests.Controls;

public sealed class FormTests : ControlsContext
{
    private static readonly Dictionary<string, string> _names = new() { ["name"] = "Name" };

    [Fact]
    public void A_field_says_what_is_wrong_with_it_where_it_stands()
    {
        var field = Render<TextInput<string>>(p => p
            .Add(f => f.Label, "Name").Add(f => f.Error, true).Add(f => f.ErrorText, "A key needs a <name>.")
            .AddUnmatched("name", "name"));

        var input = field.Find("input[name=name]");
        Assert.Equal("true", input.GetAttribute("aria-invalid"));
        Assert.Contains("A key needs a <name>.", field.Find(".mud-input-helper-text").TextContent, StringComparison.Ordinal);
        Assert.Equal(input.Id, field.Find("label").GetAttribute("for"));
        var said = input.GetAttribute("aria-describedby")!.Split(' ');
        Assert.Contains(said, id => field.FindAll("#" + id).Any(node => node.TextContent.Contains("A key", StringComparison.Ordinal)));
    }

    [Fact]
    public void Each_try_that_failed_is_said_once_and_counted()
    {
        var said = Render<FormFaults>(p => p.Add(f => f.Found, FieldFaults.None).Add(f => f.Names, _names));
        Assert.Equal("0", said.Find("[role=alert]").GetAttribute("data-faults"));
        Assert.Equal("", said.Find("[role=alert]").TextContent.Trim());

        var wrong = FieldFaults.Of("name", "Give one.");
        said.Render(p => p.Add(f => f.Found, wrong));
        said.Render(p => p.Add(f => f.Found, wrong));
        Assert.Equal("1", said.Find("[role=alert]").GetAttribute("data-faults"));
        Assert.Equal("Name: Give one.", said.Find("p.vh").TextContent);

        said.Render(p => p.Add(f => f.Found, FieldFaults.Of("name", "Give one.")));
        Assert.Equal("2", said.Find("[role=alert]").GetAttribute("data-faults"));
    }

    [Fact]
    public void What_belongs_to_no_field_is_shown_with_the_form()
    {
        var said = Render<FormFaults>(p => p
            .Add(f => f.Found, FieldFaults.Of("", "The database does not answer.")).Add(f => f.Names, _names));

        var shown = said.Find("p");
        Assert.Equal("The database does not answer.", shown.TextContent);
        Assert.False(shown.ClassList.Contains("vh"));
    }

    [Fact]
    public async Task What_is_known_is_offered_and_anything_may_be_typed()
    {
        var field = Render<Suggest>(p => p.Add(f => f.Label, "Route").Add(f => f.Known, ["faq", "gus", "gus/eu"]));
        var search = field.Instance.SearchFunc!;
        var offered = await search("GUS", CancellationToken.None)!;
        Assert.Equal(["gus", "gus/eu"], offered);
        Assert.Equal(3, (await search("", CancellationToken.None)!).Count());

        Assert.All(field.FindAll("button"), button => Assert.NotEmpty(button.GetAttribute("aria-label") ?? ""));

        string? typed = null;
        field.Render(p => p.Add(f => f.ValueChanged, value => typed = value));
        field.Find("input").Input("another");
        field.WaitForAssertion(() => Assert.Equal("another", typed));
    }
}
