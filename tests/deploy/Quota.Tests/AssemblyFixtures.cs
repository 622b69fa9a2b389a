using Dashboard.Testing;
using Xunit;

[assembly: AssemblyFixture(typeof(PostgresFixture))]
