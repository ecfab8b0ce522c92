/*
 * A PKCS#11 module that stands before another (PIN_SHIM_MODULE) and gives the PIN (PIN_SHIM_PIN) to the token with the
 * label PIN_SHIM_TOKEN whenever a session is opened. For browsers without a window: their PIN dialog could be answered by
 * nobody. Tests only: no PIN belongs into an environment.
 */
#include <dlfcn.h>
#include <p11-kit/pkcs11.h>
#include <stdlib.h>
#include <string.h>

static CK_FUNCTION_LIST_PTR real;
static CK_FUNCTION_LIST shim;

/* Labels are padded with spaces to 32 bytes (PKCS#11 v2.40, CK_TOKEN_INFO). */
static int is_ours(const CK_TOKEN_INFO *token) {
  const char *label = getenv("PIN_SHIM_TOKEN");
  size_t length = label ? strlen(label) : 0;
  return length > 0 && length <= sizeof token->label && !memcmp(token->label, label, length);
}

static CK_RV get_token_info(CK_SLOT_ID slot, CK_TOKEN_INFO_PTR token) {
  CK_RV told = real->C_GetTokenInfo(slot, token);
  if (told == CKR_OK && is_ours(token)) token->flags &= ~(CK_FLAGS)CKF_LOGIN_REQUIRED;
  return told;
}

static CK_RV open_session(CK_SLOT_ID slot, CK_FLAGS flags, void *application, CK_NOTIFY notify,
                          CK_SESSION_HANDLE *session) {
  CK_RV opened = real->C_OpenSession(slot, flags, application, notify, session);
  CK_TOKEN_INFO token;
  char *pin = getenv("PIN_SHIM_PIN");
  if (opened != CKR_OK || !pin || real->C_GetTokenInfo(slot, &token) != CKR_OK || !is_ours(&token)) return opened;
  real->C_Login(*session, CKU_USER, (CK_UTF8CHAR_PTR)pin, strlen(pin));
  return opened;
}

CK_RV C_GetFunctionList(CK_FUNCTION_LIST_PTR_PTR list) {
  const char *path = getenv("PIN_SHIM_MODULE");
  void *module = path ? dlopen(path, RTLD_NOW) : 0;
  CK_C_GetFunctionList get = module ? (CK_C_GetFunctionList)dlsym(module, "C_GetFunctionList") : 0;
  if (!get || get(&real) != CKR_OK) return CKR_GENERAL_ERROR;
  shim = *real;
  shim.C_GetFunctionList = C_GetFunctionList;
  shim.C_GetTokenInfo = get_token_info;
  shim.C_OpenSession = open_session;
  *list = &shim;
  return CKR_OK;
}
