using Dashboard.Access.People;
using Xunit;

namespace Dashboard.Access.Tests.People;

public sealed class PersonRulesTests
{
    [Theory]
    [InlineData("ann@example.com", true)]
    [InlineData("ann+dashboard@sub.example.com", true)]
    [InlineData("ann", false)]
    [InlineData("ann@", false)]
    [InlineData("Ann <ann@example.com>", false)]
    [InlineData("ann@example.com, bob@example.com", false)]
    [InlineData("ann@example.com\n", false)]
    [InlineData("", false)]
    public void An_address_is_one_plain_address(string email, bool isGood) =>
        Assert.Equal(isGood, PersonRules.EmailFault(email) is null);

    [Theory]
    [InlineData("correct horse", true)]
    [InlineData("short", false)]
    [InlineData("aaaaaaaaaaaaaaaa", false)]
    [InlineData("Ann@Example.com", false)]
    public void A_password_is_long_and_no_name_of_its_owner(string password, bool isGood) =>
        Assert.Equal(isGood, PersonRules.PasswordFault(password, "ann@example.com") is null);

    [Fact]
    public void Nobody_can_make_the_server_hash_a_book() =>
        Assert.NotNull(PersonRules.PasswordFault(string.Concat(Enumerable.Range(0, 1000)), "ann@example.com"));
}
