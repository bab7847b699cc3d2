using KubeEdge.DeviceTwin.Twins;

namespace KubeEdge.DeviceTwin.Tests.Twins;

public class TwinTypesTests
{
    [Theory]
    [InlineData("int", "0")]
    [InlineData("int", "-1")]
    [InlineData("integer", "+1")]
    [InlineData("int", "9223372036854775807")]
    [InlineData("float", "NaN")]
    [InlineData("float", "-Inf")]
    [InlineData("float", "+infinity")]
    [InlineData("float", "1e5")]
    [InlineData("float", ".5")]
    [InlineData("float", "5.")]
    [InlineData("float", "0x1p-2")]
    [InlineData("float", "0x_1Fp2")]
    [InlineData("float", "1_000.5")]
    [InlineData("float", "1e-400")]
    [InlineData("boolean", "true")]
    [InlineData("string", "")]
    [InlineData("", "anything")]
    public void Check_FittingValue_IsTaken(string type, string value) => Assert.Null(TwinTypes.Check(type, value));

    [Theory]
    [InlineData("int", "1.0")]
    [InlineData("int", "0x1")]
    [InlineData("int", "")]
    [InlineData("int", " 1")]
    [InlineData("int", "1_0")]
    [InlineData("int", "1\0")]
    [InlineData("int", "9223372036854775808")]
    [InlineData("float", "1e400")]
    [InlineData("float", "-NaN")]
    [InlineData("float", "0x1")]
    [InlineData("float", "0xp1")]
    [InlineData("float", "0x1p99999")]
    [InlineData("float", "_1")]
    [InlineData("float", "1__0")]
    [InlineData("float", "1_")]
    [InlineData("float", "")]
    [InlineData("float", ".")]
    [InlineData("float", "1e")]
    [InlineData("float", "1,5")]
    [InlineData("boolean", "True")]
    [InlineData("double", "1")]
    [InlineData("INT", "1")]
    public void Check_OtherValue_IsRefused(string type, string value) => Assert.NotNull(TwinTypes.Check(type, value));

    [Theory]
    [InlineData("INT", "int")]
    [InlineData("FLOAT", "float")]
    [InlineData("DOUBLE", "float")]
    [InlineData("BOOLEAN", "boolean")]
    [InlineData("STRING", "string")]
    [InlineData("BYTES", "string")]
    [InlineData("STREAM", "string")]
    [InlineData(null, "string")]
    public void OfModel_EveryModelType_HasATwinType(string? model, string type) => Assert.Equal(type, TwinTypes.OfModel(model));
}
