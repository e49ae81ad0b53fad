package com.docurift.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads JSON bodies: at most 1 MiB, an object, and each field of its type; else the client learns which field is wrong. */
@Provider
public class JsonBodies implements ReaderInterceptor {
    static final int LARGEST = 1 << 20;

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        context.setInputStream(new Limited(context.getInputStream()));
        try {
            Object body = context.proceed();
            if (body == null) {
                throw notAnObject();
            }
            return body;
        } catch (JsonProcessingException broken) {
            throw refusalOf(broken);
        } catch (WebApplicationException wrapped) {
            throw wrapped.getCause() instanceof JsonProcessingException broken ? refusalOf(broken) : wrapped;
        }
    }

    private static ApiException refusalOf(JsonProcessingException broken) {
        if (broken instanceof MismatchedInputException mismatch) {
            return refusalOf(mismatch);
        }
        return broken instanceof JsonMappingException wrapping ? refusalOf(wrapping) : malformed();
    }

    private static ApiException refusalOf(MismatchedInputException mismatch) {
        String field = pathOf(mismatch.getPath());
        return field.isEmpty()
                ? notAnObject()
                : ApiException.invalid(field, field + " is of the wrong type" + expected(mismatch.getTargetType()));
    }

    /** Jackson wraps what is thrown while a value is read: a body that is too long, or a number that does not fit. */
    private static ApiException refusalOf(JsonMappingException wrapping) {
        if (wrapping.getCause() instanceof ApiException refusal) {
            return refusal;
        }
        String field = pathOf(wrapping.getPath());
        return wrapping.getCause() instanceof InputCoercionException && !field.isEmpty()
                ? ApiException.invalid(field, field + " is out of range")
                : malformed();
    }

    private static String expected(@Nullable Class<?> type) {
        if (type == null) {
            return "";
        }
        if (CharSequence.class.isAssignableFrom(type)) {
            return "; a string is expected";
        }
        if (type == Boolean.class || type == boolean.class) {
            return "; true or false is expected";
        }
        if (Number.class.isAssignableFrom(type) || type.isPrimitive()) {
            return "; a number is expected";
        }
        return Iterable.class.isAssignableFrom(type) ? "; a list is expected" : "";
    }

    private static String pathOf(List<JsonMappingException.Reference> references) {
        var path = new StringBuilder();
        for (var reference : references) {
            if (reference.getFieldName() == null) {
                path.append('[').append(reference.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(reference.getFieldName());
            }
        }
        return path.toString();
    }

    private static ApiException notAnObject() {
        return ApiException.malformed("The body must be a JSON object");
    }

    private static ApiException malformed() {
        return ApiException.malformed("The body is not valid JSON");
    }

    /** Ends the reading of a body that is too long, also of one that did not say how long it is. */
    private static final class Limited extends FilterInputStream {
        private int left = LARGEST;

        Limited(InputStream body) {
            super(body);
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            count(one < 0 ? 0 : 1);
            return one;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int read = super.read(target, offset, length);
            count(Math.max(0, read));
            return read;
        }

        private void count(int read) {
            left -= read;
            if (left < 0) {
                throw new ApiException(ErrorCode.REQUEST_TOO_LARGE, "A JSON body may have at most 1 MiB");
            }
        }
    }
}
