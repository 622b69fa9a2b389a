using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Dashboard.HttpApi.Tests;

public sealed class JsonBodyTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("{", "body", "not JSON: the error is in line 1, at byte 2")]
    [InlineData("", "body", "not JSON")]
    [InlineData("[]", "body", "must be a JSON object")]
    [InlineData("""{"known":"x","unknwon":1}""", "unknwon", "is not a member of this body")]
    [InlineData("""{"known":7}""", "known", "must be a string of at most 5 characters")]
    [InlineData("""{"known":"sixsix"}""", "known", "must be a string of at most 5 characters")]
    [InlineData("""{"known":"a\nb"}""", "known", "must be a string of at most 5 characters")]
    [InlineData("""{"known":"a\u0000b"}""", "known", "U+0000")]
    [InlineData("""{"known":"\ud83d"}""", "body", "not valid Unicode")]
    public void What_is_wrong_with_a_body_is_said_of_its_field(string body, string field, string says)
    {
        var errors = new FieldErrors();

        Assert.Null(Read(body, errors));

        var (name, texts) = Assert.Single(errors.ByField());
        Assert.Equal(field, name);
        Assert.Contains(says, Assert.Single(texts), StringComparison.Ordinal);
    }

    [Fact]
    public void A_good_body_is_read_without_the_spaces_around_its_texts()
    {
        var errors = new FieldErrors();

        Assert.Equal("x", Read("""{"known":" x "}""", errors));
        Assert.Equal("nothing", Read("""{"known":null}""", errors));
        Assert.Equal(0, errors.Count);
    }

    [Fact]
    public void An_unknown_member_is_named_with_its_path()
    {
        var errors = new FieldErrors();

        JsonBody.IsObject(JsonElement.Parse("""{"weight":1,"wieght":2}"""), "split[0].", name => name == "weight", errors);
        JsonBody.IsObject(JsonElement.Parse("7"), "split[1].", name => name == "weight", errors);

        Assert.Equal(["split[0].wieght", "split[1]"], errors.ByField().Keys);
    }

    [Theory]
    [InlineData(10, true)]
    [InlineData(9, false)]
    public async Task A_body_longer_than_the_ceiling_is_not_read(int mostBytes, bool isRead)
    {
        var request = new DefaultHttpContext().Request;
        request.Body = new MemoryStream(Encoding.UTF8.GetBytes("0123456789"));

        var body = await JsonBody.ReadAsync(request, mostBytes, Ct);

        Assert.Equal(isRead, body is { Length: 10 });
    }

    private static string? Read(string body, FieldErrors errors) => JsonBody.Parse(
        Encoding.UTF8.GetBytes(body),
        json =>
        {
            var text = JsonBody.IsObject(json, "", name => name == "known", errors)
                ? JsonBody.Line(json, "known", 5, errors)
                : null;
            return errors.Count == 0 ? text ?? "nothing" : null;
        },
        errors);
}
