using Xunit;

namespace Dashboard.HttpApi.Tests;

public sealed class FieldErrorsTests
{
    [Fact]
    public void The_texts_of_a_field_stand_together_in_the_order_in_which_they_were_found()
    {
        var errors = new FieldErrors();
        errors.Add("model", "first");
        errors.Add("input", "second");
        errors.Add("model", "third");

        Assert.Equal(["model", "input"], errors.ByField().Keys);
        Assert.Equal(["first", "third"], errors.ByField()["model"]);
        Assert.Equal(["first", "second", "third"], errors.Texts);
    }
}
